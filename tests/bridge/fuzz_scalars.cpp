// Random formulas of scalars, the first dozen.
#include "support/fuzz_scalars.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(the_generator_is_the_same_everywhere) {
  static_assert(tests::mixed(0) == 0xe220a8397b1dcdaf);
  static_assert(tests::mixed(1) == 0x910a2dec89025cc1);
}

BOOST_AUTO_TEST_CASE(formulas_of_scalars) {
  tests::scalars::check_seeds<1>(std::make_integer_sequence<std::uint64_t, 12>{});
}
