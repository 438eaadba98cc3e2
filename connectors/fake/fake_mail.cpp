#include "connectors/fake/fake_mail.hpp"

#include "connectors/mail/message.hpp"

#include <algorithm>
#include <ranges>

namespace gatehouse::connector {

Result<void> FakeMail::send(const Mail& mail) {
    TRY_VOID(mail::check(mail));
    return state_.with([&](State& state) -> Result<void> {
        if (state.error) return std::unexpected(*state.error);
        if (std::ranges::none_of(state.sent, [&](const Mail& earlier) { return earlier.id == mail.id; })) state.sent.push_back(mail);
        return {};
    });
}

std::vector<Mail> FakeMail::sent() const {
    return state_.with([](const State& state) { return state.sent; });
}

std::optional<Mail> FakeMail::last_to(std::string_view address) const {
    return state_.with([&](const State& state) -> std::optional<Mail> {
        for (const Mail& mail : std::views::reverse(state.sent))
            if (mail.to == address) return mail;
        return std::nullopt;
    });
}

void FakeMail::fail_with(std::optional<Error> error) {
    state_.with([&](State& state) { state.error = std::move(error); });
}

}  // namespace gatehouse::connector
