// A connector built against a later interface: the host must refuse it before reading anything but the version.
#include "connectors/api/connector.hpp"

extern "C" const gatehouse::connector::Descriptor* gatehouse_connector();
extern "C" const gatehouse::connector::Descriptor* gatehouse_connector() {
    static const gatehouse::connector::Descriptor self = {
        gatehouse::connector::abi + 1, "from-tomorrow", "2.0", "mail", "Speaks another version", {}, nullptr, nullptr};
    return &self;
}
