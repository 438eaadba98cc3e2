// A shared object that is no connector.
extern "C" int gatehouse_nothing();
extern "C" int gatehouse_nothing() {
    return 0;
}
