// A checkpoint as a signed note: C2SP signed-note and tlog-checkpoint. The key's name is the log's origin.
#pragma once

#include "base/jose/key.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>

namespace gatehouse::audit {

// "ORIGIN\nSIZE\nBASE64(ROOT)\n\n— ORIGIN BASE64(key id ‖ signature)\n". key: EdDSA; throws std::invalid_argument otherwise.
std::string sign_note(const std::string& origin, std::int64_t size, const std::string& root, const jose::Key& key);

struct NoteBody {
    std::string origin;
    std::int64_t size = 0;
    std::string root;  // 32 raw bytes
};

// Errors: not a checkpoint, or not signed by this key.
Result<NoteBody> open_note(const std::string& note, const jose::Key& key);

}  // namespace gatehouse::audit
