#pragma once
// The names one employer goes by: "핀크(Finnq)", "한국금융IT" and "한국금융아이티".
#include <string>
#include <string_view>
#include <vector>

namespace gonggo::postings {

/// Every form of a company's name that another spelling may share, as company_key() writes it; the
/// key itself first. Latin letters of up to four are also spelled in Hangul ("gc" → "지씨").
std::vector<std::string> company_forms(std::string_view company);

/// True for keys of names that hide the employer ("외국계 기업", "비공개"): no evidence of another
/// company.
bool is_anonymous_company(std::string_view key);

/// True for names of head-hunters and agencies ("한빛써치", "가나HR"), who advertise for others.
bool is_agency(std::string_view company);

enum class SameEmployer { yes, alias, near, anonymous, no };
SameEmployer same_employer(const std::vector<std::string>& a, const std::vector<std::string>& b,
                           bool one_is_anonymous);

} // namespace gonggo::postings
