#pragma once
// What `gonggo doctor` looks at: one finding a question, each with its mend.
#include "config/config.hpp"
#include <string>
#include <vector>

namespace gonggo::cli {

enum class Health { good, warning, bad, skipped };

struct Finding {
    std::string check; ///< "config", "database", "mail" …: stable, for scripts
    Health health = Health::good;
    std::string detail; ///< what was seen
    std::string mend;   ///< what to do about it; empty when good
};

/// Collects findings, in the order of looking.
class Findings {
public:
    void good(std::string check, std::string detail);
    void add(std::string check, Health health, std::string detail, std::string mend);
    [[nodiscard]] const std::vector<Finding>& all() const { return all_; }
    [[nodiscard]] bool any(Health health) const;

private:
    std::vector<Finding> all_;
};

void check_config(const config::Config& config, Findings& findings);
void check_secrets(const config::Config& config, Findings& findings);
void check_files(const config::Config& config, Findings& findings); ///< database, digests, disk
void check_time(const config::Config& config, Findings& findings);
void check_service(const config::Config& config, Findings& findings); ///< unit, running daemon
void check_sources(const config::Config& config, Findings& findings); ///< recipes, last polls
/// Every source's host answers (DNS, TCP, TLS; its robots.txt is read), and the mail server lets us
/// in; nothing is sent.
void check_network(const config::Config& config, Findings& findings);

} // namespace gonggo::cli
