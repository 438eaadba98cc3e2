#include "apps/gatehouse/csv.hpp"

#include "apps/gatehouse/read_text.hpp"
#include "base/text/unicode.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::commands {

namespace {

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::bad_input, where + ": " + what, where);
}

// Letter by letter; a quoted cell may hold commas, line ends and doubled quotes.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ == text_.size(); }
    std::size_t line() const { return line_; }
    bool unclosed() const { return unclosed_; }

    std::vector<std::string> row() {
        std::vector<std::string> cells;
        do cells.push_back(cell());
        while (take(','));
        take('\r');
        take('\n');
        return cells;
    }

private:
    bool take(char letter) {
        if (at_end() || text_[at_] != letter) return false;
        if (letter == '\n') ++line_;
        ++at_;
        return true;
    }
    std::string cell() { return take('"') ? quoted() : bare(); }
    std::string bare() {
        const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        const std::string made(text_.substr(at_, end - at_));
        at_ = end;
        return made;
    }
    std::string quoted() {
        std::string made;
        while (!at_end()) {
            const char letter = text_[at_];
            take(letter);
            if (letter == '"' && !take('"')) return made;
            made += letter;
        }
        unclosed_ = true;
        return made;
    }

    std::string_view text_;
    std::size_t at_ = 0, line_ = 1;
    bool unclosed_ = false;
};

}  // namespace

Result<void> Csv::parse(std::string_view text) {
    Reader reader(text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0));
    while (!reader.at_end()) {
        const std::size_t line = reader.line();
        auto cells = reader.row();
        if (reader.unclosed()) return wrong(fmt::format("{}:{}", path_, line), "a quotation mark is not closed; close it.");
        if (cells.size() == 1 && cells.front().empty()) continue;
        for (auto& cell : cells) cell = text::trim_spaces(cell);
        if (columns_.empty())
            columns_ = std::move(cells);
        else
            rows_.push_back({line, std::move(cells)});
    }
    return check_widths();
}

Result<void> Csv::check_widths() const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const std::size_t wide = rows_[row].cells.size();
        if (wide != columns_.size())
            return wrong(where(row),
                         fmt::format("has {} cells where the heading has {}; quote cells that hold a comma.", wide, columns_.size()));
    }
    return {};
}

Result<Csv> Csv::read(const std::string& path, std::initializer_list<std::string_view> needed) {
    Csv made;
    made.path_ = path;
    TRY(const auto text, read_text(path, 16 * 1024 * 1024));
    TRY_VOID(made.parse(text));
    for (const auto column : needed)
        if (std::ranges::find(made.columns_, column) == made.columns_.end())
            return wrong(path + ":1", fmt::format("the column {} is missing; add it.", column));
    return made;
}

const std::string& Csv::cell(std::size_t row, std::string_view column) const {
    static const std::string none;
    const auto found = std::ranges::find(columns_, column);
    return found == columns_.end() ? none : rows_[row].cells[static_cast<std::size_t>(found - columns_.begin())];
}

std::string Csv::where(std::size_t row) const {
    return fmt::format("{}:{}", path_, rows_[row].line);
}

Result<std::string> Csv::needed(std::size_t row, std::string_view column) const {
    const std::string& text = cell(row, column);
    if (!text.empty()) return text;
    return wrong(where(row), fmt::format("{} is empty; fill it in.", column));
}

}  // namespace gatehouse::commands
