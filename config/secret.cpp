#include "base/file.hpp"
#include "base/text.hpp"
#include "config/load.hpp"

#include <cstdlib>
#include <sys/stat.h>

namespace gonggo::config {
namespace {

Result<std::string> first_line(const std::filesystem::path& path) {
    GONGGO_TRY(const std::string content, read_file(path));
    return std::string(text::trim(std::string_view(content).substr(0, content.find('\n'))));
}

} // namespace

Result<std::string> resolve(const SecretRef& secret) {
    const std::string& spec = secret.spec;
    if (spec.starts_with("env:")) {
        const std::string name = spec.substr(4);
        if (const char* value = std::getenv(name.c_str())) return std::string(value);
        return Error{Errc::not_found,
                     "the environment has no " + name + " (wanted by \"" + spec + "\")"};
    }
    if (spec.starts_with("credential:")) {
        const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
        if (!directory)
            return Error{Errc::not_found,
                         "\"" + spec + "\" needs LoadCredential= in the systemd unit"};
        return first_line(std::filesystem::path(directory) / spec.substr(11));
    }
    if (spec.starts_with("file:")) {
        const std::filesystem::path path = spec.substr(5);
        struct stat info {};
        if (::stat(path.c_str(), &info) != 0)
            return Error{Errc::io, path.string() + ": cannot read the secret: no such file"};
        if ((info.st_mode & 077) != 0)
            return Error{Errc::refused, path.string() +
                                            ": others can read this secret; mend: chmod 600 " +
                                            path.string()};
        return first_line(path);
    }
    return spec;
}

} // namespace gonggo::config
