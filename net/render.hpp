#pragma once
// A page as a browser shows it: headless Chromium as a subprocess, for pages made by JavaScript.
#include "base/result.hpp"
#include "net/http.hpp"
#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace gonggo::net {

/// The browser: $GONGGO_CHROMIUM, else the first of chromium, chromium-browser, google-chrome and
/// chrome on PATH; empty when there is none.
std::string find_browser();

/// The document of `url` after its scripts ran, as HTML, for a page whose plain answer came before
/// and was fine. The browser reaches the page's host and `request.render_hosts` only: their
/// addresses are looked up and judged here, every other name leads nowhere. It has a profile of its
/// own in a temporary directory, gone afterwards; it is killed with all its children after
/// limits.total, above limits.bytes of output, or when the coroutine is cancelled. Errors:
/// Errc::unsupported (no browser), Errc::refused (private address, a limit),
/// Errc::network (it failed).
boost::asio::awaitable<Result<std::string>> render(const Request& request, std::string url,
                                                   std::string user_agent);

} // namespace gonggo::net
