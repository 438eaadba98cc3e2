#include "base/http/route_table.hpp"

#include <algorithm>
#include <stdexcept>

namespace gatehouse::http {

namespace {

bool is_rest(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with("...}");
}

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

std::string parameter_name(std::string_view segment) {
    return std::string(segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2)));
}

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    while (true) {
        const auto end = path.find('/');
        segments.emplace_back(path.substr(0, end));
        if (end == std::string_view::npos) return segments;
        path.remove_prefix(end + 1);
    }
}

// Smaller is tried first: per segment literal 0, parameter 1, rest 2.
std::vector<int> precision(const RoutePlace& place) {
    std::vector<int> ranks;
    for (const auto& segment : place.segments) ranks.push_back(is_rest(segment) ? 2 : is_parameter(segment) ? 1 : 0);
    return ranks;
}

bool match(const RoutePlace& place, std::string_view path, PathParameters& found) {
    found.clear();
    for (const auto& segment : place.segments) {
        if (!path.starts_with('/')) return false;
        path.remove_prefix(1);
        if (is_rest(segment)) {
            found.insert_or_assign(parameter_name(segment), std::string(path));
            return !path.empty();
        }
        const std::string_view here = path.substr(0, path.find('/'));
        path.remove_prefix(here.size());
        if (!is_parameter(segment)) {
            if (here != segment) return false;
        } else if (here.empty()) {
            return false;
        } else {
            found.insert_or_assign(parameter_name(segment), std::string(here));
        }
    }
    return path.empty();
}

}  // namespace

const Route* RoutePlace::find(Method method) const {
    const auto with = [&](Method wanted) -> const Route* {
        const auto at = std::ranges::find(routes, wanted, &Route::method);
        return at == routes.end() ? nullptr : *at;
    };
    const Route* exact = with(method);
    return exact == nullptr && method == Method::head ? with(Method::get) : exact;
}

std::string RoutePlace::allow() const {
    std::string list;
    for (const Route* route : routes) {
        if (!list.empty()) list += ", ";
        list += name(route->method);
        if (route->method == Method::get) list += ", HEAD";
    }
    return list;
}

RoutePlace& RouteTable::place(const std::string& pattern) {
    if (pattern.find('{') == std::string::npos) {
        auto& found = literal_[pattern];
        found.pattern = pattern;
        return found;
    }
    const auto at = std::ranges::find(patterns_, pattern, &RoutePlace::pattern);
    if (at != patterns_.end()) return *at;
    patterns_.push_back({pattern, split(pattern), {}});
    by_precision_.push_back(&patterns_.back());
    std::ranges::stable_sort(by_precision_, {}, [](const RoutePlace* place) { return precision(*place); });
    return patterns_.back();
}

void RouteTable::add(Route route) {
    if (!route.pattern.starts_with('/')) throw std::logic_error("a route begins with a slash: " + route.pattern);
    RoutePlace& here = place(route.pattern);
    if (std::ranges::find(here.routes, route.method, &Route::method) != here.routes.end()) {
        throw std::logic_error("declared twice: " + std::string(name(route.method)) + " " + route.pattern);
    }
    route.number = routes_.size();
    routes_.push_back(std::move(route));
    here.routes.push_back(&routes_.back());
}

const RoutePlace* RouteTable::find(std::string_view path, PathParameters& parameters) const {
    const auto literal = literal_.find(std::string(path));
    if (literal != literal_.end()) return &literal->second;
    for (const RoutePlace* candidate : by_precision_) {
        if (match(*candidate, path, parameters)) return candidate;
    }
    parameters.clear();
    return nullptr;
}

const RoutePlace* RouteTable::find(std::string_view path) const {
    PathParameters ignored;
    return find(path, ignored);
}

}  // namespace gatehouse::http
