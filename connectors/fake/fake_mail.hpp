// A MailSender that keeps what it was given; thread-safe, for tests.
#pragma once

#include "base/locked.hpp"
#include "connectors/api/connector.hpp"

#include <optional>
#include <vector>

namespace gatehouse::connector {

class FakeMail final : public MailSender {
public:
    Result<void> send(const Mail& mail) override;  // the same id again is delivered once

    std::vector<Mail> sent() const;
    std::optional<Mail> last_to(std::string_view address) const;
    // While set, every send answers this error and keeps nothing.
    void fail_with(std::optional<Error> error);

private:
    struct State {
        std::vector<Mail> sent;
        std::optional<Error> error;
    };
    Locked<State> state_;
};

}  // namespace gatehouse::connector
