#pragma once
// A gzip file inside an answer (sitemap.xml.gz), as far as curl has not unpacked it already.
#include "base/result.hpp"
#include <string>
#include <string_view>

namespace gonggo::scrapers {

/// The unpacked bytes (RFC 1952); bytes that are no gzip come back as they are. An error when the
/// file is damaged or unpacks to more than `most` bytes.
Result<std::string> gunzip(std::string_view bytes, std::size_t most = 64u << 20);

} // namespace gonggo::scrapers
