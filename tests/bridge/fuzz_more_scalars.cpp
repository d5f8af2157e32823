// Random formulas of scalars, another dozen.
#include "support/fuzz_scalars.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(formulas_of_scalars) {
  tests::scalars::check_seeds<13>(std::make_integer_sequence<std::uint64_t, 12>{});
}
