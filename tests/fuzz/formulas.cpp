// Random formulas of numbers and of tensors: the static pipeline, loops on the tape, and the
// formula as a statement of the tape have the same slopes.
#include <boost/test/unit_test.hpp>

#include "../support/fuzz_scalars.hpp"
#include "../support/fuzz_tensors.hpp"
#include "seed.hpp"

using namespace tapeless;

namespace {

struct of_numbers {
  template <std::uint64_t Seed>
  static void run() {
    tests::scalars::check<Seed>();
  }
};
struct of_tensors {
  template <std::uint64_t Seed>
  static void run() {
    tests::tensors::check<Seed>();
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(numbers) { tests::for_seeds<of_numbers, 3>(); }
BOOST_AUTO_TEST_CASE(tensors) { tests::for_seeds<of_tensors, 3>(); }
