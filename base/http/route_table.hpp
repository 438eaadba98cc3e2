// Patterns and what they lead to. Literal paths are found by hash; patterns with parameters are tried in order of
// precision: a literal segment beats "{name}", "{name}" beats "{rest...}".
#pragma once

#include "base/http/router.hpp"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse::http {

struct Route {
    Method method = Method::get;
    std::string pattern;
    RouteOptions options;
    Handler handler;
    std::size_t number = 0;
};

using PathParameters = std::map<std::string, std::string, std::less<>>;

// All methods of one pattern.
struct RoutePlace {
    std::string pattern;
    std::vector<std::string> segments;
    std::vector<const Route*> routes;

    const Route* find(Method method) const;  // HEAD finds GET
    std::string allow() const;               // value of the Allow header
};

class RouteTable {
public:
    void add(Route route);                                // throws std::logic_error on a duplicate or a bad pattern
    const RoutePlace* find(std::string_view path) const;  // nullptr: no such path
    const RoutePlace* find(std::string_view path, PathParameters& parameters) const;

private:
    RoutePlace& place(const std::string& pattern);

    std::deque<Route> routes_;
    std::unordered_map<std::string, RoutePlace> literal_;
    std::deque<RoutePlace> patterns_;  // owns
    std::vector<const RoutePlace*> by_precision_;
};

}  // namespace gatehouse::http
