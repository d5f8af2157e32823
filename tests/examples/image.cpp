#include "examples/image.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

namespace {

// Of w by h pixels: red grows along rows, green down columns.
image::picture ramp(std::size_t w, std::size_t h) {
  image::picture p{w, h, {}};
  for (std::size_t y = 0; y < h; ++y)
    for (std::size_t x = 0; x < w; ++x)
      for (const std::size_t value : {x, y, std::size_t{7}})
        p.rgb.push_back(static_cast<unsigned char>(value));
  return p;
}

}  // namespace

BOOST_AUTO_TEST_CASE(smaller_by_a_whole_number) {
  const auto s = image::square(ramp(6, 4), 2);  // columns 1 to 4, rows 0 to 3
  const std::vector<float> expected{1.5F, 0.5F, 7, 3.5F, 0.5F, 7, 1.5F, 2.5F, 7, 3.5F, 2.5F, 7};
  BOOST_TEST(s == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(smaller_by_a_fraction) {
  const auto s = image::square(ramp(3, 3), 2);  // (2 * 0 + 1) / 3 and (1 + 2 * 2) / 3
  BOOST_TEST(s[0] == 1 / 3.F);
  BOOST_TEST(s[3] == 5 / 3.F);
  BOOST_TEST(s[2] == 7.F);
}

BOOST_AUTO_TEST_CASE(larger) {
  const auto s = image::square(ramp(2, 2), 4);
  for (std::size_t c = 0; c < 4; ++c) BOOST_TEST(s[3 * c] == (c < 2 ? 0.F : 1.F));
}

#if defined(IMAGES)
BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const std::string path = "tapeless_test_image.png";
  image::write_png(path, ramp(5, 3));
  const auto p = image::read(path);
  BOOST_TEST((p.width == 5 && p.height == 3));
  BOOST_TEST(p.rgb == ramp(5, 3).rgb, boost::test_tools::per_element());

  // Cut off, it is refused.
  std::filesystem::resize_file(path, 60);
  BOOST_CHECK_THROW(image::read(path), std::runtime_error);
  std::ofstream(path) << "no picture";
  BOOST_CHECK_THROW(image::read(path), std::runtime_error);
  std::filesystem::remove(path);
  BOOST_CHECK_THROW(image::read(path), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_jpeg) {
  // By libjpeg: 16 by 16 pixels of one colour.
  const std::string path = "tapeless_test_image.jpg";
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  jpeg_compress_struct writer;
  jpeg_error_mgr error;
  writer.err = jpeg_std_error(&error);
  jpeg_create_compress(&writer);
  jpeg_stdio_dest(&writer, file);
  writer.image_width = writer.image_height = 16;
  writer.input_components = 3;
  writer.in_color_space = JCS_RGB;
  jpeg_set_defaults(&writer);
  jpeg_start_compress(&writer, TRUE);
  std::vector<unsigned char> row;
  for (int x = 0; x < 16; ++x) row.insert(row.end(), {200, 100, 50});
  JSAMPROW at = row.data();
  for (int y = 0; y < 16; ++y) jpeg_write_scanlines(&writer, &at, 1);
  jpeg_finish_compress(&writer);
  jpeg_destroy_compress(&writer);
  std::fclose(file);
  const auto p = image::read(path);
  BOOST_TEST((p.width == 16 && p.height == 16));
  BOOST_TEST(std::abs(p.rgb[0] - 200) <= 3);
  BOOST_TEST(std::abs(p.rgb[1] - 100) <= 3);
  BOOST_TEST(std::abs(p.rgb[2] - 50) <= 3);
  std::filesystem::remove(path);
}
#endif
