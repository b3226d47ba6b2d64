#include "postings/store/hidden.hpp"

namespace gonggo::postings {

Result<Hidden> Hidden::of(Database& db) {
    Hidden out;
    auto rows = db.prepare("SELECT 1 FROM applications WHERE status='hidden' LIMIT 1");
    GONGGO_TRY(out.any_, rows.step());
    return out;
}

Result<bool> Hidden::has_copy(Database& db, const std::string& id) const {
    if (!any_) return false;
    auto row = db.prepare(
        "SELECT 1 FROM listings l JOIN copies c ON c.a=l.source||char(10)||l.external_id JOIN "
        "listings o ON o.source=substr(c.b,1,instr(c.b,char(10))-1) AND "
        "o.external_id=substr(c.b,instr(c.b,char(10))+1) JOIN applications h ON "
        "h.posting=o.posting AND h.status='hidden' WHERE l.posting=?1 AND NOT EXISTS (SELECT 1 "
        "FROM applications a WHERE a.posting=?1) LIMIT 1");
    return row.bind(1, id).step();
}

} // namespace gonggo::postings
