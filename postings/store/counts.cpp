#include "postings/store/impl.hpp"

namespace gonggo::postings {

Result<std::map<std::string, std::int64_t>> Store::outbox_counts() {
    std::map<std::string, std::int64_t> out;
    auto rows = impl_->db.prepare("SELECT state,count(*) FROM outbox GROUP BY state");
    for (;;) {
        GONGGO_TRY(const bool row, rows.step());
        if (!row) return out;
        out[rows.text(0)] = rows.number(1);
    }
}

} // namespace gonggo::postings
