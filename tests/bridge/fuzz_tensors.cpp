// Random formulas of tensors, the first eight.
#include "support/fuzz_tensors.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(formulas_of_tensors) {
  tests::tensors::check_seeds<100>(std::make_integer_sequence<std::uint64_t, 8>{});
}
