#include "base/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace gatehouse {

struct ConfigTable::Node {
    std::shared_ptr<const toml::table> root;  // keeps table alive
    const toml::table* table;
    std::string file;
    std::set<std::string, std::less<>> asked;
    std::map<std::string, std::vector<std::shared_ptr<Node>>, std::less<>> below;

    const toml::node* ask(std::string_view key) {
        asked.emplace(key);
        return table->get(key);
    }
    std::string where() const { return fmt::format("{}:{}", file, std::max<std::uint32_t>(table->source().begin.line, 1)); }
    std::string where(std::string_view key) const {
        const auto found = table->find(key);
        return found == table->cend() ? where() : fmt::format("{}:{}", file, found->first.source().begin.line);
    }
    std::shared_ptr<Node> child(std::string_view key, const toml::table& inner) {
        auto node = std::make_shared<Node>(Node{root, &inner, file, {}, {}});
        below[std::string(key)].push_back(node);
        return node;
    }
    Result<void> finish() const;
};

namespace {

std::unexpected<Error> wrong(const std::string& where, std::string_view key, std::string_view sentence) {
    return fail(ErrorCode::bad_input, fmt::format("{}: \"{}\" {}", where, key, sentence), std::string(key));
}

}  // namespace

Result<void> ConfigTable::Node::finish() const {
    for (const auto& [key, value] : *table) {
        if (!asked.contains(key.str()))
            return wrong(fmt::format("{}:{}", file, key.source().begin.line), key.str(),
                         "is not a key that is known here; correct its spelling or remove it.");
    }
    for (const auto& [key, nodes] : below)
        for (const auto& node : nodes) TRY_VOID(node->finish());
    return {};
}

Result<ConfigTable> ConfigTable::read_text(std::string_view text, const std::string& name) {
    try {
        auto root = std::make_shared<const toml::table>(toml::parse(text, name));
        return ConfigTable(std::make_shared<Node>(Node{root, root.get(), name, {}, {}}));
    } catch (const toml::parse_error& problem) {
        const auto at = problem.source().begin;
        return fail(ErrorCode::bad_input,
                    fmt::format("{}:{}:{}: this is not valid TOML: {}", name, at.line, at.column, problem.description()));
    }
}

Result<ConfigTable> ConfigTable::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::bad_input, fmt::format("{}:1:1: the file cannot be read; check the path and its permissions.", path));
    return read_text(text.str(), path);
}

Result<std::string> ConfigTable::text(std::string_view key) const {
    const auto* value = node_->ask(key);
    if (value == nullptr) return wrong(where(), key, "is missing; add it to this table.");
    if (!value->is_string()) return wrong(where(key), key, "must be a text in quotes.");
    return value->as_string()->get();
}

Result<std::string> ConfigTable::text_or(std::string_view key, std::string fallback) const {
    if (node_->ask(key) == nullptr) return fallback;
    return text(key);
}

Result<std::int64_t> ConfigTable::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
    const auto* value = node_->ask(key);
    if (value == nullptr) return wrong(where(), key, "is missing; add it to this table.");
    const std::string range = fmt::format("must be a whole number from {} to {}.", least, most);
    if (!value->is_integer()) return wrong(where(key), key, range);
    const std::int64_t number = value->as_integer()->get();
    if (number < least || number > most) return wrong(where(key), key, range);
    return number;
}

Result<std::int64_t> ConfigTable::integer_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback) const {
    if (node_->ask(key) == nullptr) return fallback;
    return integer(key, least, most);
}

Result<bool> ConfigTable::flag_or(std::string_view key, bool fallback) const {
    const auto* value = node_->ask(key);
    if (value == nullptr) return fallback;
    if (!value->is_boolean()) return wrong(where(key), key, "must be true or false.");
    return value->as_boolean()->get();
}

Result<std::vector<std::string>> ConfigTable::texts(std::string_view key) const {
    std::vector<std::string> list;
    const auto* value = node_->ask(key);
    if (value == nullptr) return list;
    if (!value->is_array()) return wrong(where(key), key, "must be a list of texts in quotes.");
    for (const auto& item : *value->as_array()) {
        if (!item.is_string()) return wrong(where(key), key, "must be a list of texts in quotes.");
        list.push_back(item.as_string()->get());
    }
    return list;
}

Result<std::optional<ConfigTable>> ConfigTable::table(std::string_view key) const {
    const auto* value = node_->ask(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_table()) return wrong(where(key), key, fmt::format("must be a table; write [{}].", key));
    return ConfigTable(node_->child(key, *value->as_table()));
}

Result<std::vector<ConfigTable>> ConfigTable::tables(std::string_view key) const {
    std::vector<ConfigTable> list;
    const auto* value = node_->ask(key);
    if (value == nullptr) return list;
    const std::string cure = fmt::format("must be a list of tables; write [[{}]].", key);
    if (!value->is_array()) return wrong(where(key), key, cure);
    for (const auto& item : *value->as_array()) {
        if (!item.is_table()) return wrong(where(key), key, cure);
        list.push_back(ConfigTable(node_->child(key, *item.as_table())));
    }
    return list;
}

std::vector<std::string> ConfigTable::keys() const {
    std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, std::string>> found;  // toml++ keeps keys sorted by name
    for (const auto& [key, value] : *node_->table)
        found.push_back({{key.source().begin.line, key.source().begin.column}, std::string(key.str())});
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    for (auto& [position, name] : found) names.push_back(std::move(name));
    return names;
}

bool ConfigTable::has(std::string_view key) const {
    return node_->table->contains(key);
}

std::string ConfigTable::where() const {
    return node_->where();
}

std::string ConfigTable::where(std::string_view key) const {
    return node_->where(key);
}

Result<void> ConfigTable::finish() const {
    return node_->finish();
}

}  // namespace gatehouse
