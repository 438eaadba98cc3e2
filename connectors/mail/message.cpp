#include "connectors/mail/message.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/http/message.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::mail {
namespace {

using connector::Mail;

bool is_header_safe(std::string_view text) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return std::ranges::none_of(text, control) && http::is_valid_utf8(text);
}

bool is_id(std::string_view id) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !id.empty() && id.size() <= 80 && id.front() != '.' && std::ranges::all_of(id, allowed);
}

// A dot-atom on both sides (RFC 5321 without quoted strings and address literals): nothing in it can end a header or a command.
bool is_address(std::string_view address) {
    const auto at = address.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > 254) return false;
    const auto allowed = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte < 0x7f && std::string_view("()<>[]:;@\\,\"").find(c) == std::string_view::npos;
    };
    return std::ranges::all_of(address.substr(0, at), allowed) && std::ranges::all_of(address.substr(at + 1), allowed);
}

Result<void> refuse_unless(bool fine, std::string_view field, std::string_view why) {
    if (fine) return {};
    return fail(ErrorCode::bad_input, fmt::format("The mail's {} {}.", field, why), std::string(field));
}

bool is_plain_phrase(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
}

std::string mailbox(std::string_view name, std::string_view address) {
    if (name.empty()) return std::string(address);
    if (name.size() <= 60 && is_plain_phrase(name) && name.find("=?") == std::string_view::npos)
        return fmt::format("\"{}\"\r\n <{}>", name, address);
    return fmt::format("{}\r\n <{}>", encoded_header(name), address);
}

std::string base64_lines(std::string_view bytes) {
    const std::string text = base64(bytes);
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 76) out += text.substr(i, 76) + "\r\n";
    return out;
}

bool is_mostly_ascii(std::string_view text) {
    const auto beyond = std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    return static_cast<std::size_t>(beyond) * 4 < text.size() + 1;
}

std::string part(std::string_view type, std::string_view body) {
    const bool quoted = is_mostly_ascii(body);
    return fmt::format("Content-Type: {}; charset=UTF-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}", type,
                       quoted ? "quoted-printable" : "base64", quoted ? quoted_printable(body) : base64_lines(body));
}

// "=_" cannot occur in quoted-printable and "_" not in base64, so that no body can hold the boundary.
std::string alternatives(const Mail& mail) {
    const std::string boundary = "=_" + hex(crypto::sha256(mail.id)).substr(0, 32);
    return fmt::format(
        "Content-Type: multipart/alternative;\r\n boundary=\"{0}\"\r\n\r\n"
        "--{0}\r\n{1}\r\n--{0}\r\n{2}\r\n--{0}--\r\n",
        boundary, part("text/plain", mail.text), part("text/html", mail.html));
}

}  // namespace

Result<void> check(const Mail& mail) {
    constexpr std::string_view one_line = "must be one line of valid UTF-8";
    TRY_VOID(refuse_unless(is_id(mail.id), "id", "must be letters, digits, dots, hyphens or underscores"));
    TRY_VOID(refuse_unless(is_address(mail.to), "to", "must be one plain e-mail address"));
    TRY_VOID(refuse_unless(is_address(mail.from), "from", "must be one plain e-mail address"));
    TRY_VOID(refuse_unless(is_header_safe(mail.to_name), "to_name", one_line));
    TRY_VOID(refuse_unless(is_header_safe(mail.from_name), "from_name", one_line));
    TRY_VOID(refuse_unless(is_header_safe(mail.subject), "subject", one_line));
    TRY_VOID(refuse_unless(is_header_safe(mail.language) && mail.language.size() <= 35, "language", "must be a language tag"));
    TRY_VOID(refuse_unless(http::is_valid_utf8(mail.text) && !mail.text.empty(), "text", "must be valid UTF-8 and not empty"));
    return refuse_unless(http::is_valid_utf8(mail.html), "html", "must be valid UTF-8");
}

std::string message(const Mail& mail) {
    const std::string domain = mail.from.substr(mail.from.find('@') + 1);
    std::string out =
        fmt::format("Date: {}\r\nFrom: {}\r\nTo: {}\r\nMessage-ID: <{}@{}>\r\nSubject: {}\r\n", date_header(mail.at_millis),
                    mailbox(mail.from_name, mail.from), mailbox(mail.to_name, mail.to), mail.id, domain, encoded_header(mail.subject));
    if (!mail.language.empty()) out += fmt::format("Content-Language: {}\r\n", mail.language);
    out += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";  // RFC 3834: no holiday answers, please
    return out + (mail.html.empty() ? part("text/plain", mail.text) : alternatives(mail));
}

}  // namespace gatehouse::mail
