#pragma once
// An answer's bytes as UTF-8, whatever the board wrote them in.
#include <string>
#include <string_view>

namespace gonggo::scrapers {

/// Decides by byte-order mark, the Content-Type's charset, the page's own declaration (meta or XML)
/// and at last by the bytes: valid UTF-8, else CP949 (which EUC-KR, ks_c_5601-1987 and windows-949
/// mean on the web, WHATWG Encoding), else windows-1252. A declaration that the bytes plainly
/// contradict is not believed. Malformed bytes become U+FFFD.
std::string to_utf8(std::string_view body, std::string_view content_type);

/// The same without a copy when `body` is UTF-8 already; else it lies in `room`.
std::string_view as_utf8(std::string_view body, std::string_view content_type, std::string& room);

bool valid_utf8(std::string_view bytes);

} // namespace gonggo::scrapers
