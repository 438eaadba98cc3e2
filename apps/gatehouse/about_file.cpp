#include "apps/gatehouse/about_file.hpp"

namespace gatehouse::commands {

Error about_file(const std::string& file, Error error) {
    if (!error.message.contains(file)) error.message = file + ": " + error.message;
    return error;
}

}  // namespace gatehouse::commands
