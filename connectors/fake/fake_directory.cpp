#include "connectors/fake/fake_directory.hpp"

namespace gatehouse::connector {
namespace {

template <class Entries>
void erase(Entries& entries, std::string_view key) {
    if (const auto found = entries.find(key); found != entries.end()) entries.erase(found);
}

}  // namespace

template <class F>
Result<void> FakeDirectory::change(F&& f) {
    return state_.with([&](State& state) -> Result<void> {
        if (state.error) return std::unexpected(*state.error);
        f(state.contents);
        return {};
    });
}

template <class F>
Result<void> FakeDirectory::put_entry(const std::string& id, F&& f) {
    const bool refused = state_.with([&](const State& state) { return state.refused.contains(id); });
    if (refused) return fail(ErrorCode::bad_input, "The directory does not take this entry.");
    return change(std::forward<F>(f));
}

Result<void> FakeDirectory::put(const PersonEntry& entry) {
    return put_entry(entry.sub, [&](Contents& contents) { contents.persons[entry.sub] = entry; });
}

Result<void> FakeDirectory::put(const OrganisationEntry& entry) {
    return put_entry(entry.id, [&](Contents& contents) { contents.organisations[entry.id] = entry; });
}

Result<void> FakeDirectory::put(const PostEntry& entry) {
    return put_entry(entry.id, [&](Contents& contents) { contents.posts[entry.id] = entry; });
}

Result<void> FakeDirectory::put(const GrantEntry& entry) {
    return put_entry(entry.id, [&](Contents& contents) { contents.grants[entry.id] = entry; });
}

Result<void> FakeDirectory::remove_grant(std::string_view id) {
    return change([&](Contents& contents) { erase(contents.grants, id); });
}

Result<void> FakeDirectory::remove_post(std::string_view id) {
    return change([&](Contents& contents) { erase(contents.posts, id); });
}

Result<void> FakeDirectory::remove_person(std::string_view sub) {
    return change([&](Contents& contents) { erase(contents.persons, sub); });
}

Result<std::vector<std::string>> FakeDirectory::grant_ids() {
    return state_.with([](const State& state) -> Result<std::vector<std::string>> {
        if (state.error) return std::unexpected(*state.error);
        std::vector<std::string> ids;
        for (const auto& [id, entry] : state.contents.grants) ids.push_back(id);
        return ids;
    });
}

FakeDirectory::Contents FakeDirectory::contents() const {
    return state_.with([](const State& state) { return state.contents; });
}

void FakeDirectory::refuse(std::string id) {
    state_.with([&](State& state) { state.refused.insert(std::move(id)); });
}

void FakeDirectory::fail_with(std::optional<Error> error) {
    state_.with([&](State& state) { state.error = std::move(error); });
}

}  // namespace gatehouse::connector
