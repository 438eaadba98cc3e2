// The state folder (var/): config/{idp,production,training}.toml say where everything else is.
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::commands {

class State {
public:
    // GATEHOUSE_VAR, else var/ in the current folder, else var/ of the checkout this program was built in.
    // Errors: bad_input naming the folder, where it holds no config/.
    static Result<State> find();
    explicit State(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // name: "idp", "production", "training".
    std::string config(std::string_view name) const;
    bool has(std::string_view name) const;

private:
    std::filesystem::path folder_;
};

// The root of the checkout: two folders above the one that holds this program (build/NAME/bin).
std::filesystem::path checkout();

}  // namespace gatehouse::commands
