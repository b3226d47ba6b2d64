#include "postings/store/hidden.hpp"

namespace gonggo::postings {

Result<Hidden> Hidden::of(Database& db) {
    Hidden out;
    // From the few that are hidden on; left to itself SQLite reads all listings first.
    auto rows = db.prepare(
        "SELECT DISTINCT o.posting FROM applications h CROSS JOIN listings l ON "
        "l.posting=h.posting CROSS JOIN copies c ON c.a=l.source||char(10)||l.external_id "
        "CROSS JOIN listings o ON "
        "o.source=substr(c.b,1,instr(c.b,char(10))-1) AND "
        "o.external_id=substr(c.b,instr(c.b,char(10))+1) WHERE h.status='hidden' AND NOT EXISTS "
        "(SELECT 1 FROM applications a WHERE a.posting=o.posting)");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out.copies_.insert(rows.text(0));
    }
}

} // namespace gonggo::postings
