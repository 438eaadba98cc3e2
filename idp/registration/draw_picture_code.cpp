// libgd draws: each sign of the built-in font enlarged, turned a little and moved, with a few lines across.
#include "idp/registration/picture_code.hpp"

#include <gd.h>
#include <gdfontg.h>

#include <memory>

namespace gatehouse::idp {

namespace {

constexpr int width = 240;
constexpr int height = 72;

struct Destroy {
    void operator()(gdImage* image) const { gdImageDestroy(image); }
};
using Image = std::unique_ptr<gdImage, Destroy>;

int between(crypto::Random& random, int least, int most) {
    const std::string bytes = random.bytes(2);
    const int value = static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]);
    return least + value % (most - least + 1);
}

Image blank(int wide, int high) {
    Image image(gdImageCreateTrueColor(wide, high));
    if (!image) throw std::bad_alloc();
    gdImageFilledRectangle(image.get(), 0, 0, wide - 1, high - 1, gdTrueColor(255, 255, 255));
    return image;
}

void draw_sign(gdImage* onto, char sign, int column, crypto::Random& random) {
    const Image small = blank(13, 19);
    gdImageChar(small.get(), gdFontGetGiant(), 2, 2, static_cast<unsigned char>(sign), gdTrueColor(20, 30, 70));
    const Image large = blank(39, 57);
    gdImageCopyResampled(large.get(), small.get(), 0, 0, 0, 0, 39, 57, 13, 19);
    const double x = 27 + column * 37 + between(random, -3, 3);
    const double y = height / 2.0 + between(random, -6, 6);
    gdImageSetInterpolationMethod(large.get(), GD_BICUBIC);
    gdImageCopyRotated(onto, large.get(), x, y, 4, 4, 31, 49, between(random, -18, 18));
}

void draw_line(gdImage* onto, crypto::Random& random) {
    const int grey = between(random, 120, 180);
    gdImageLine(onto, between(random, 0, 30), between(random, 5, height - 5), between(random, width - 30, width),
                between(random, 5, height - 5), gdTrueColor(grey, grey, between(random, 180, 230)));
}

std::string png(gdImage* image) {
    int size = 0;
    const std::unique_ptr<void, void (*)(void*)> bytes(gdImagePngPtr(image, &size), gdFree);
    if (!bytes) throw std::bad_alloc();
    return {static_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

}  // namespace

std::string draw_picture_code(std::string_view signs, crypto::Random& random) {
    const Image image = blank(width, height);
    int column = 0;
    for (char sign : signs) draw_sign(image.get(), sign, column++, random);
    for (int i = 0; i < 5; ++i) draw_line(image.get(), random);
    return png(image.get());
}

}  // namespace gatehouse::idp
