// Photos: JPEG (by libjpeg-turbo) and PNG (by libpng) read, PNG written.
#pragma once

#include <cstdio>
#if defined(IMAGES)
#include <jpeglib.h>
#include <png.h>
#endif

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace image {

// Red, green and blue of each pixel, row by row.
struct picture {
  std::size_t width = 0, height = 0;
  std::vector<unsigned char> rgb;
};

#if defined(IMAGES)
namespace detail {

struct jump : jpeg_error_mgr {
  std::jmp_buf back;
};

// libjpeg leaves its functions by a jump where a file is damaged: nothing here may need to be
// destroyed.
inline bool read_jpeg(std::FILE* file, picture& to) {
  jpeg_decompress_struct reader;
  jump error;
  reader.err = jpeg_std_error(&error);
  error.output_message = [](j_common_ptr) {};
  error.error_exit = [](j_common_ptr of) { std::longjmp(static_cast<jump*>(of->err)->back, 1); };
  if (setjmp(error.back) != 0) {
    jpeg_destroy_decompress(&reader);
    return false;
  }
  jpeg_create_decompress(&reader);
  jpeg_stdio_src(&reader, file);
  jpeg_read_header(&reader, TRUE);
  reader.out_color_space = JCS_RGB;
  jpeg_start_decompress(&reader);
  to.width = reader.output_width;
  to.height = reader.output_height;
  to.rgb.resize(to.width * to.height * 3);
  while (reader.output_scanline < reader.output_height) {
    JSAMPROW row = &to.rgb[reader.output_scanline * to.width * 3];
    jpeg_read_scanlines(&reader, &row, 1);
  }
  jpeg_finish_decompress(&reader);
  jpeg_destroy_decompress(&reader);
  return true;
}

inline bool read_png(std::FILE* file, picture& to) {
  png_image reader{};
  reader.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_stdio(&reader, file) == 0) return false;
  reader.format = PNG_FORMAT_RGB;
  to = {reader.width, reader.height, std::vector<unsigned char>(PNG_IMAGE_SIZE(reader))};
  const png_color white{255, 255, 255};  // behind what is transparent
  return png_image_finish_read(&reader, &white, to.rgb.data(), 0, nullptr) != 0;
}

}  // namespace detail
#endif

inline picture read(const std::string& path) {
#if defined(IMAGES)
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error(path + ": the file cannot be opened");
  picture to;
  const bool is_png = std::fgetc(file) == 0x89;
  std::rewind(file);
  const bool is_read = is_png ? detail::read_png(file, to) : detail::read_jpeg(file, to);
  std::fclose(file);
  if (!is_read || to.rgb.empty())
    throw std::runtime_error(path + ": this is no JPEG or PNG, or it is damaged");
  return to;
#else
  throw std::runtime_error(path + ": built without libjpeg and libpng");
#endif
}

inline void write_png(const std::string& path, const picture& from) {
#if defined(IMAGES)
  png_image writer{};
  writer.version = PNG_IMAGE_VERSION;
  writer.width = static_cast<png_uint_32>(from.width);
  writer.height = static_cast<png_uint_32>(from.height);
  writer.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&writer, path.c_str(), 0, from.rgb.data(), 0, nullptr) == 0)
    throw std::runtime_error(path + ": the file cannot be written");
#else
  (void)from;
  throw std::runtime_error(path + ": built without libjpeg and libpng");
#endif
}

// The square in the middle, scaled to side by side: each new pixel is the mean of the area that it
// covers. The numbers are from 0 to 255.
inline std::vector<float> square(const picture& from, std::size_t side) {
  const std::size_t edge = std::min(from.width, from.height);
  const std::size_t left = (from.width - edge) / 2, top = (from.height - edge) / 2;
  std::vector<float> to(side * side * 3);
  // In units of 1 / side of an old pixel, old and new borders are whole numbers.
  const auto shared = [&](std::size_t now, std::size_t old) {
    return std::min((now + 1) * edge, (old + 1) * side) - std::max(now * edge, old * side);
  };
  const double area = static_cast<double>(edge) * static_cast<double>(edge);
  for (std::size_t r = 0; r < side; ++r)
    for (std::size_t c = 0; c < side; ++c) {
      double sums[3] = {};
      for (std::size_t y = r * edge / side; y * side < (r + 1) * edge; ++y)
        for (std::size_t x = c * edge / side; x * side < (c + 1) * edge; ++x) {
          const unsigned char* const old = &from.rgb[((top + y) * from.width + left + x) * 3];
          const auto weight = static_cast<double>(shared(r, y) * shared(c, x));
          for (int k = 0; k < 3; ++k) sums[k] += weight * old[k];
        }
      for (std::size_t k = 0; k < 3; ++k)
        to[(r * side + c) * 3 + k] = static_cast<float>(sums[k] / area);
    }
  return to;
}

}  // namespace image
