// Files that save_safetensors() wrote, files by hand, files of Python's package, and files that are
// not right.
#include "tapeless/interop/safetensors.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "saved.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

// A header, and so many bytes of numbers.
std::string made(const std::string& header, const std::string& numbers) {
  return interop::little_endian(header.size(), 8) + header + numbers;
}

template <class T>
std::string bytes_of(const std::vector<T>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T)};
}

// What is read of a file with one tensor, "bias" with two numbers.
template <class T>
std::vector<T> read_bias(const std::string& header, const std::string& numbers) {
  const scratch file("bias.safetensors");
  file.write(made(header, numbers));
  auto theta = parameters(bias = std::vector<T>{7, 7});
  load_safetensors(theta, file.path);
  return theta[bias];
}

// What is said of a file whose header and numbers are these; the parameter must stay.
std::string refused(const std::string& bytes) {
  const scratch file("refused.safetensors");
  file.write(bytes);
  auto theta = parameters(bias = std::vector{7.F, 7.F});
  std::string said = sentence([&] { load_safetensors(theta, file.path); });
  BOOST_TEST((theta[bias] == std::vector{7.F, 7.F}));
  const std::string subject = "tapeless: load_safetensors: \"" + file.path + "\" ";
  return said.starts_with(subject) ? said.substr(subject.size()) : said;
}
std::string refused(const std::string& header, std::size_t size) {
  return refused(made(header, std::string(size, '\0')));
}

// A Python that has the package, or nothing.
std::string python() {
  const char* const given = std::getenv("PYTHON");
  for (const std::string name : {given != nullptr ? given : "python3", "/usr/bin/python3"})
    if (std::system((name + " -c 'import safetensors.numpy' 2> /dev/null").c_str()) == 0)
      return name;
  return "";
}
bool package(const std::string& program) {
  const std::string imports = "import numpy as np\nimport safetensors.numpy as st\n";
  return std::system((python() + " -c \"" + imports + program + "\"").c_str()) == 0;
}
boost::test_tools::assertion_result package_is_there(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result there(!python().empty());
  there.message() << "no Python with safetensors";
  return there;
}

const std::string no_file = "is no safetensors file, or it is damaged or cut off",
                  damaged = "has a damaged \"bias\"",
                  gaps = "has tensors that overlap or leave bytes out",
                  usual = R"({"bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_saved_is_loaded) {
  const scratch file("saved.safetensors");
  const auto saved = some_parameters();
  save_safetensors(saved, file.path);
  auto loaded = empty_parameters();
  load_safetensors(loaded, file.path);
  check_equal(loaded, saved);
}

// Byte for byte: a length, a header with blanks up to a multiple of 8, numbers.
BOOST_AUTO_TEST_CASE(how_it_lies) {
  const scratch file("layout.safetensors");
  save_safetensors(parameters(slope = 0.5F, bias = std::vector{1.F, -2.F}), file.path);
  const std::string header = R"({"slope":{"dtype":"F32","shape":[],"data_offsets":[0,4]},)"
                             R"("bias":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})";
  const std::string blanks((8 - header.size() % 8) % 8, ' ');
  BOOST_TEST(file.read() == made(header + blanks, bytes_of(std::vector{0.5F, 1.F, -2.F})));
}

BOOST_AUTO_TEST_CASE(without_values) {
  const scratch file("empty.safetensors");
  save_safetensors(parameters(slope = 0.5F, bias = zeros(0)), file.path);
  auto loaded = parameters(slope = 0.F, bias = zeros(0));
  load_safetensors(loaded, file.path);
  BOOST_TEST(loaded[slope] == 0.5F);
}

BOOST_AUTO_TEST_CASE(fewer_bits_are_widened) {
  const auto header = [](const std::string& type, int bytes) {
    return R"({"__metadata__":{"format":"pt"}, "bias": {"data_offsets":[0,)" +
           std::to_string(bytes) + R"(], "shape":[2], "dtype":")" + type + "\"}}   ";
  };
  const std::vector<float> floats{0.1F, -1e30F};
  BOOST_TEST((read_bias<float>(header("F32", 8), bytes_of(floats)) == floats));
  BOOST_TEST(
      (read_bias<double>(header("F32", 8), bytes_of(floats)) == std::vector<double>{0.1F, -1e30F}));
  using halves = std::vector<std::uint16_t>;
  const auto half = [&](std::uint16_t a, std::uint16_t b) {
    const auto wide = read_bias<double>(header("F16", 4), bytes_of(halves{a, b}));
    const auto narrow = read_bias<float>(header("F16", 4), bytes_of(halves{a, b}));
    BOOST_TEST((wide[0] == static_cast<double>(narrow[0])));
    return wide;
  };
  BOOST_TEST((half(0x3C00, 0xC000) == std::vector{1., -2.}));
  BOOST_TEST((half(0x7BFF, 0x3555) == std::vector{65504., 0.333251953125}));
  BOOST_TEST((half(0x0001, 0x83FF) == std::vector{0x1p-24, -1023 * 0x1p-24}));  // subnormal
  BOOST_TEST((half(0x0400, 0x7C00) == std::vector{0x1p-14, HUGE_VAL}));
  BOOST_TEST(std::signbit(half(0x8000, 0)[0]));
  BOOST_TEST(std::isnan(half(0, 0x7E00)[1]));
  BOOST_TEST((read_bias<double>(header("BF16", 4), bytes_of(halves{0x3F80, 0xC2F7})) ==
              std::vector{1., -123.5}));
  BOOST_TEST((read_bias<float>(header("BF16", 4), bytes_of(halves{0x0001, 0xFF80})) ==
              std::vector{0x1p-133F, -HUGE_VALF}));
}

BOOST_AUTO_TEST_CASE(other_numbers_and_shapes) {
  const auto entry = [](const std::string& type, const std::string& shape, int bytes) {
    return R"({"bias":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":[0,)" +
           std::to_string(bytes) + "]}}";
  };
  BOOST_TEST(refused(entry("F64", "[2]", 16), 16) ==
             "has parameter \"bias\" as F64 [2], but it is F32 [2]");
  BOOST_TEST(refused(entry("F32", "[1,2]", 8), 8) ==
             "has parameter \"bias\" as F32 [1,2], but it is F32 [2]");
  BOOST_TEST(refused(entry("F16", "[3]", 6), 6) ==
             "has parameter \"bias\" as F16 [3], but it is F32 [2]");
  BOOST_TEST(refused(entry("I64", "[2]", 16), 16) ==
             "has \"bias\" as I64; what is read is F64, F32, F16 and BF16");
}

BOOST_AUTO_TEST_CASE(other_names) {
  BOOST_TEST(refused("{}", 0) == "has no parameter \"bias\"");
  BOOST_TEST(refused(R"({"bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                     R"("more":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}})",
                     8) == "has \"more\", which is not one of the parameters");
  BOOST_TEST(refused(R"({"bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                     R"("bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                     8) == "has \"bias\" twice");
}

BOOST_AUTO_TEST_CASE(headers_that_are_none) {
  for (const std::string& header :
       {std::string(), std::string("x"), std::string("[]"), std::string("7"), std::string("{"),
        usual + "}", usual.substr(1), std::string("{\"bi\xFF\":{}}"), std::string(100000, '[')})
    BOOST_TEST(refused(header, 8) == no_file);
  for (const std::string entry :
       {"7", "[]", "{}", R"({"dtype":"F32","shape":[2]})",
        R"({"dtype":7,"shape":[2],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":2,"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":["2"],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[0,8,8]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[0,16]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[0,7]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[-8,0]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551615]})",
        R"({"dtype":"F32","shape":[2],"data_offsets":[0,18446744073709551616]})",
        R"({"dtype":"F32","shape":[9223372036854775809,2],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":[4294967296,4294967296,2],"data_offsets":[0,8]})",
        R"({"dtype":"F32","shape":[0,2],"data_offsets":[0,8]})"})
    BOOST_TEST(refused(std::string(R"({"bias":)") + entry + "}", 8) == damaged);
}

BOOST_AUTO_TEST_CASE(lengths_that_cannot_be) {
  for (const std::uint64_t length : {std::uint64_t{1} << 40, ~std::uint64_t{0}, ~std::uint64_t{7}})
    BOOST_TEST(refused(interop::little_endian(length, 8) + usual + "12345678") == no_file);
  BOOST_TEST(refused(std::string("1234567")) == no_file);
}

BOOST_AUTO_TEST_CASE(overlaps_and_gaps) {
  const auto two = [](const std::string& first, const std::string& second) {
    return R"({"bias":{"dtype":"F32","shape":[2],"data_offsets":)" + first +
           R"(},"more":{"dtype":"F32","shape":[2],"data_offsets":)" + second + "}}";
  };
  BOOST_TEST(refused(two("[0,8]", "[4,12]"), 12) == gaps);
  BOOST_TEST(refused(two("[0,8]", "[0,8]"), 8) == gaps);
  BOOST_TEST(refused(two("[12,20]", "[0,8]"), 20) == gaps);
  BOOST_TEST(refused(two("[0,8]", "[8,16]"), 20) == gaps);
  BOOST_TEST(refused(two("[4,12]", "[12,20]"), 20) == gaps);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be) {
  auto theta = some_parameters();
  BOOST_TEST(sentence([&] { load_safetensors(theta, "no_such_file"); }) ==
             "tapeless: load_safetensors: \"no_such_file\" cannot be read: No such file or "
             "directory");
  BOOST_TEST(sentence([&] { save_safetensors(theta, "no_such_directory/x"); }) ==
             "tapeless: save_safetensors: \"no_such_directory/x\" cannot be written: No such file "
             "or directory");
}

BOOST_AUTO_TEST_CASE(a_file_cut_off_anywhere) {
  const scratch file("cut.safetensors");
  save_safetensors(some_parameters(), file.path);
  const std::string whole = file.read();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    file.write(whole.substr(0, size));
    auto theta = empty_parameters();
    BOOST_TEST(sentence([&] { load_safetensors(theta, file.path); }) != "nothing was thrown");
    check_equal(theta, empty_parameters());
  }
}

// Every byte of the header is damaged in turn. Either it is refused, or the numbers that were saved
// are read (a blank that is another).
BOOST_AUTO_TEST_CASE(a_header_damaged_anywhere) {
  const scratch file("damaged.safetensors");
  const auto saved = some_parameters();
  save_safetensors(saved, file.path);
  const std::string whole = file.read();
  const std::size_t header = whole.size() - 10 * sizeof(double);
  for (std::size_t i = 0; i < header; ++i)
    for (const int bits : {0x01, 0x80, 0xFF}) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ bits);
      file.write(changed);
      auto theta = empty_parameters();
      const std::string said = sentence([&] { load_safetensors(theta, file.path); });
      check_equal(theta, said == "nothing was thrown" ? saved : empty_parameters());
    }
}

BOOST_AUTO_TEST_CASE(the_package_reads_it, *boost::unit_test::precondition(package_is_there)) {
  const scratch file("read.safetensors");
  save_safetensors(some_parameters(), file.path);
  BOOST_TEST(package("f = st.load_file('" + file.path +
                     "')\n"
                     "assert sorted(f) == ['bias', 'slope', 'weights']\n"
                     "assert f['slope'].shape == () and f['slope'] == 0.1\n"
                     "assert (f['weights'] == np.arange(6).reshape(2, 3) / 7).all()\n"
                     "assert (f['bias'] == [-1.5, 0, 1e300]).all()\n"
                     "assert all(f[name].dtype == np.float64 for name in f)"));
}

BOOST_AUTO_TEST_CASE(the_package_writes_it, *boost::unit_test::precondition(package_is_there)) {
  const scratch file("written.safetensors");
  BOOST_TEST(
      package("st.save_file({'bias': np.array([-1.5, 0, 1e300]), 'slope': np.array(0.1),\n"
              "  'weights': np.arange(6).reshape(2, 3) / 7}, '" +
              file.path + "', metadata={'of': 'a test'})"));
  auto loaded = empty_parameters();
  load_safetensors(loaded, file.path);
  check_equal(loaded, some_parameters());
}
