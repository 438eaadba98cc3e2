// A Directory in memory; thread-safe, for tests.
#pragma once

#include "base/locked.hpp"
#include "connectors/api/connector.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace gatehouse::connector {

class FakeDirectory final : public Directory {
public:
    Result<void> put(const PersonEntry& entry) override;
    Result<void> put(const OrganisationEntry& entry) override;
    Result<void> put(const PostEntry& entry) override;
    Result<void> put(const GrantEntry& entry) override;
    Result<void> remove_grant(std::string_view id) override;
    Result<void> remove_post(std::string_view id) override;
    Result<void> remove_person(std::string_view sub) override;
    Result<std::vector<std::string>> grant_ids() override;

    struct Contents {
        std::map<std::string, PersonEntry, std::less<>> persons;
        std::map<std::string, OrganisationEntry, std::less<>> organisations;
        std::map<std::string, PostEntry, std::less<>> posts;
        std::map<std::string, GrantEntry, std::less<>> grants;
    };
    Contents contents() const;
    // While set, every call answers this error and changes nothing: an outage.
    void fail_with(std::optional<Error> error);
    // From now on puts of this id (of a person: the sub) answer bad_input, as a server does that finds the values wrong.
    void refuse(std::string id);

private:
    struct State {
        Contents contents;
        std::optional<Error> error;
        std::set<std::string, std::less<>> refused;
    };
    template <class F>
    Result<void> change(F&& f);
    template <class F>
    Result<void> put_entry(const std::string& id, F&& f);
    Locked<State> state_;
};

}  // namespace gatehouse::connector
