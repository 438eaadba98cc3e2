// A private PostgreSQL: its data and socket in a short folder of its own, no TCP, started as `nobody` where the test runs as root
// (initdb refuses root), stopped by pid. Where Debian's server binaries are absent, why_absent() says so and tests skip.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace gatehouse::tests {

class PostgresqlCluster {
public:
    static std::string why_absent();  // empty: it can be started
    PostgresqlCluster();              // throws std::runtime_error
    ~PostgresqlCluster();
    PostgresqlCluster(const PostgresqlCluster&) = delete;
    PostgresqlCluster& operator=(const PostgresqlCluster&) = delete;

    std::string new_database();  // its URL
    pid_t pid() const { return pid_; }

private:
    void run(const std::vector<std::string>& command) const;
    pid_t start(const std::vector<std::string>& command) const;
    void wait_until_ready() const;

    std::string binaries_, folder_;
    pid_t pid_ = 0;
    int databases_ = 0;
};

}  // namespace gatehouse::tests
