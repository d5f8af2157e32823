#include "tapeless/base/decimal.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tapeless/expr/functions.hpp"

using namespace tapeless::base;

namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

template <class Natural>
decimal<Natural> read(const std::string& letters) {
  return read_decimal<Natural>(letters.data(), static_cast<int>(letters.size()));
}

// By long division, and where one operation is enough by that as well.
double nearest(const std::string& letters) {
  const auto d = read<natural>(letters);
  const auto e = read<exact_natural>(letters);
  BOOST_TEST((d.readable && e.readable), letters);
  const double number = nearest_double(d);
  if (is_short(e)) BOOST_TEST(bits(nearest_double(e)) == bits(number), letters);
  return number;
}
bool is_readable(const std::string& letters) {
  BOOST_TEST(read<natural>(letters).readable == read<exact_natural>(letters).readable, letters);
  return read<natural>(letters).readable;
}
bool one_operation(const std::string& letters) { return is_short(read<exact_natural>(letters)); }

// At compile time and at run time.
#define CHECK_BOTH(literal)                                                              \
  static_assert(nearest_double(read_decimal(#literal, sizeof #literal - 1)) == literal); \
  BOOST_TEST(bits(nearest(#literal)) == bits(std::strtod(#literal, nullptr)), #literal)

}  // namespace

BOOST_AUTO_TEST_CASE(as_strtod_reads_them) {
  CHECK_BOTH(0);
  CHECK_BOTH(0.0);
  CHECK_BOTH(1);
  CHECK_BOTH(2.);
  CHECK_BOTH(.5);
  CHECK_BOTH(0.1);
  CHECK_BOTH(0.2);
  CHECK_BOTH(0.3);
  CHECK_BOTH(1e-3);
  CHECK_BOTH(1E3);
  CHECK_BOTH(1e+3);
  CHECK_BOTH(3.14159265358979323846);
  CHECK_BOTH(2.718281828459045235360287);
  CHECK_BOTH(1e22);
  CHECK_BOTH(1e23);
  CHECK_BOTH(123456789.123456789e-30);
  CHECK_BOTH(1e240);
  CHECK_BOTH(1e-290);
  CHECK_BOTH(0.000000000000000000001);
}

// Halfway between two doubles, and next to it.
BOOST_AUTO_TEST_CASE(ties_go_to_even) {
  CHECK_BOTH(9007199254740991);
  CHECK_BOTH(9007199254740993.0);
  CHECK_BOTH(9007199254740993.00000000000000000001);
  CHECK_BOTH(9007199254740995.0);
  CHECK_BOTH(1.00000000000000011102230246251565404236316680908203125);
  CHECK_BOTH(1.00000000000000011102230246251565404236316680908203126);
  CHECK_BOTH(1.00000000000000011102230246251565404236316680908203124);
}

BOOST_AUTO_TEST_CASE(three_thousand_at_random) {
  std::uint64_t state = 1;
  for (int i = 0; i < 3000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::string letters = std::to_string(state >> 11) + "." +
                                std::to_string(state & 0xFFFFU) + "e" +
                                std::to_string(static_cast<int>(state >> 40 & 0xFFU) - 128);
    BOOST_TEST(bits(nearest(letters)) == bits(std::strtod(letters.c_str(), nullptr)), letters);
  }
}

BOOST_AUTO_TEST_CASE(three_thousand_short_ones_at_random) {
  std::uint64_t state = 2;
  for (int i = 0; i < 3000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const std::string letters = std::to_string(state >> (11 + state % 40)) + "e" +
                                std::to_string(static_cast<int>(state >> 40) % 45 - 22);
    BOOST_TEST(one_operation(letters), letters);
    BOOST_TEST(bits(nearest(letters)) == bits(std::strtod(letters.c_str(), nullptr)), letters);
  }
}

BOOST_AUTO_TEST_CASE(where_one_operation_is_enough) {
  BOOST_TEST(one_operation("0"));
  BOOST_TEST(one_operation("0.001"));
  BOOST_TEST(one_operation("9007199254740991e22"));
  BOOST_TEST(one_operation("9007199254740991e-22"));
  BOOST_TEST(!one_operation("9007199254740992"));
  BOOST_TEST(!one_operation("1e23"));
  BOOST_TEST(!one_operation("1e-23"));
  BOOST_TEST(!one_operation("100000000000000000000000000000000"));
}

BOOST_AUTO_TEST_CASE(separators) { BOOST_TEST(nearest("1'000'000.5") == 1000000.5); }

BOOST_AUTO_TEST_CASE(what_is_not_a_decimal_number) {
  BOOST_TEST(!is_readable("0x10"));
  BOOST_TEST(!is_readable("010"));
  BOOST_TEST(!is_readable("0b1"));
  BOOST_TEST(!is_readable("1e300"));
  BOOST_TEST(!is_readable("1e-300"));
  BOOST_TEST(!is_readable("1.5f"));
}

BOOST_AUTO_TEST_CASE(literals) {
  using namespace tapeless::literals;
  static_assert(decltype(0.1_c)::term.number == 0.1);
  static_assert(decltype(1'000_c)::term.number == 1000);
  static_assert(decltype(3.14159265358979323846_c)::term.number == 3.14159265358979323846);
  static_assert(decltype(1e23_c)::term.number == 1e23);
  static_assert(decltype(-(2_c))::term.operand[0]->number == 2);
  static_assert(std::is_same_v<decltype(0.50_c), decltype(5e-1_c)>);
}
