// Mail as .eml files in a folder: whole or absent, durable once send() returns. The name is MILLIS-ID.eml, so that
// listing sorts by time and the same mail again is one file.
#include "connectors/mail/message.hpp"
#include "connectors/mail/spool/write_atomically.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace gatehouse::mail {
namespace {

using namespace connector;

class Spool final : public MailSender {
public:
    explicit Spool(std::string folder) : folder_(std::move(folder)) {}

    Result<void> send(const Mail& mail) override {
        TRY_VOID(check(mail));
        const std::string name = fmt::format("{:013}-{}.eml", mail.at_millis, mail.id);
        if (std::filesystem::exists(folder_ + "/" + name)) return {};
        return write_atomically(folder_, name, message(mail));
    }

private:
    std::string folder_;
};

Result<std::unique_ptr<MailSender>> make(const Settings& settings, Log&) {
    const std::string& folder = settings.at("folder");
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem || !std::filesystem::is_directory(folder))
        return fail(ErrorCode::bad_input, fmt::format("mail-spool: the folder {} cannot be made: {}.", folder, problem.message()),
                    "folder");
    return std::make_unique<Spool>(folder);
}

const Descriptor& descriptor() {
    static const Descriptor self = {abi,
                                    "mail-spool",
                                    "1.0",
                                    "mail",
                                    "Writes each mail as an .eml file into a folder",
                                    {{"folder", "absolute path of the folder for the .eml files", Setting::Need::required}},
                                    &make,
                                    nullptr};
    return self;
}

}  // namespace
}  // namespace gatehouse::mail

extern "C" const gatehouse::connector::Descriptor* gatehouse_connector();
extern "C" const gatehouse::connector::Descriptor* gatehouse_connector() {
    return &gatehouse::mail::descriptor();
}
