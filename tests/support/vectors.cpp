#include "tests/support/vectors.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

namespace gatehouse::test {

std::optional<std::filesystem::path> vectors(std::string_view name) {
    const char* named = std::getenv("GATEHOUSE_VECTORS");
    const std::filesystem::path folder =
        named != nullptr ? std::filesystem::path(named) : std::filesystem::path(GATEHOUSE_SOURCE_DIR) / "../shared/vectors";
    std::filesystem::path path = folder / name;
    if (std::filesystem::exists(path)) return path;
    std::cout << "skipped: no test vectors at " << path.lexically_normal().string() << "; set GATEHOUSE_VECTORS to their folder\n";
    return std::nullopt;
}

std::string read_bytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

boost::json::value read_json(const std::filesystem::path& file) {
    return boost::json::parse(read_bytes(file));
}

}  // namespace gatehouse::test
