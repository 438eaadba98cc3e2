#include "connectors/sql/postgresql_conninfo.hpp"

#include <libpq-fe.h>

#include <memory>

namespace gatehouse::sql {

namespace {

std::string quoted(std::string_view value) {
    std::string text = "'";
    for (const char letter : value) {
        if (letter == '\'' || letter == '\\') text.push_back('\\');
        text.push_back(letter);
    }
    return text + "'";
}

}  // namespace

Result<std::string> postgresql_conninfo(const std::string& url) {
    const std::string given = url.starts_with("postgresql://") ? url : url.substr(std::string_view("postgresql:").size());
    char* problem = nullptr;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(given.c_str(), &problem), PQconninfoFree);
    const std::unique_ptr<char, void (*)(void*)> freed(problem, PQfreemem);
    if (!options)  // libpq's message may quote the password, so it is not repeated
        return fail(ErrorCode::bad_input,
                    "The PostgreSQL address cannot be read; write postgresql://host/name or postgresql:dbname=name host=folder.",
                    "database");
    std::string text = "connect_timeout='5' client_encoding='UTF8'";  // what the URL says comes later and wins
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) text += ' ' + std::string(option->keyword) + '=' + quoted(option->val);
    return text;
}

}  // namespace gatehouse::sql
