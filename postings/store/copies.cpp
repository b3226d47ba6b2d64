// Possible copies, as clusters.cpp links them.
#include "postings/dedup/company_forms.hpp"
#include "postings/json.hpp"
#include "postings/store/impl.hpp"

namespace gonggo::postings {

Result<std::vector<Copy>> Store::copies(const std::string& id) {
    std::vector<Copy> out;
    auto rows = impl_->db.prepare(
        "SELECT DISTINCT p.id, p.body FROM listings l JOIN copies c ON "
        "c.a=l.source||char(10)||l.external_id JOIN listings o ON "
        "o.source=substr(c.b,1,instr(c.b,char(10))-1) AND "
        "o.external_id=substr(c.b,instr(c.b,char(10))+1) JOIN postings p ON p.id=o.posting WHERE "
        "l.posting=?1 AND p.id<>?1 ORDER BY p.first_seen, p.id");
    rows.bind(1, id);
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        if (auto p = from_json(rows.text(1)))
            out.push_back({rows.text(0), p->title, p->company, is_agency(p->company)});
    }
}

} // namespace gonggo::postings
