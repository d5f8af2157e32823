// Weights that examples/export_keras.py takes from Keras and from PyTorch: our layers say with them
// what theirs say.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "examples/numpy.hpp"
#include "tapeless/interop/npz.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

constexpr auto sample = axis<"sample">;
constexpr auto photos = input<"photos">(sample, axis<"row", 8>, axis<"column", 8>, axis<"in", 2>);
constexpr auto seen = features(photos, axis<"row", 8>, axis<"column", 8>, axis<"in", 2>) |
                      conv2d<"conv1", 4, 3, 3> | relu | batch_norm<"bn1"> | max_pool<2, 2> |
                      depthwise_conv2d<"depthwise1", 2, 2> | flatten | dense<"dense1", 5> |
                      batch_norm<"bn2"> | dense<"dense2", 3>;

constexpr auto words = input<"words", whole>(sample, axis<"place", 5>);
constexpr auto read = features(words, axis<"place", 5>) | embedding<"embed1", 7, 6> |
                      attention<"attention1", 2> | layer_norm<"norm1"> | dense<"dense1", 4>;

constexpr auto look = function(seen);
constexpr auto spell = function(read);

// A Python that has the framework, or nothing. (Keras by itself has TensorFlow, or else PyTorch.)
std::string python_with(const std::string& framework) {
  const char* const given = std::getenv("PYTHON");
  for (const std::string name : {given != nullptr ? given : "python3", "/usr/bin/python3"})
    for (const std::string backend : {"", "KERAS_BACKEND=torch "})
      if (std::system(
              (backend + name + " -c 'import " + framework + "' > /dev/null 2>&1").c_str()) == 0)
        return backend + name;
  return "";
}

auto has(const std::string& framework) {
  return boost::unit_test::precondition([framework](boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(!python_with(framework).empty());
    there.message() << "no Python with " << framework;
    return there;
  });
}

void check(const auto& said, const std::vector<float>& expected) {
  BOOST_REQUIRE(said.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    BOOST_TEST(std::fabs(said[i] - expected[i]) < 1e-4F * (1 + std::fabs(expected[i])));
}

void compare(const std::string& framework) {
  const std::string program = python_with(framework) + " " + TAPELESS_SCRIPT + " " + framework;
  BOOST_REQUIRE(std::system((program + " > /dev/null 2>&1").c_str()) == 0);
  const numpy::archive file("exported_said.npz");
  auto of_photos = start<float>(seen, he{});
  auto of_words = start<float>(read, he{});
  load(of_photos, "exported_seen.npz");
  load(of_words, "exported_read.npz");
  check(look(of_photos, photos = file.read("photos")), file.read("photo_scores"));
  check(spell(of_words, words = file.read<int>("words")), file.read("word_scores"));
  for (const char* name : {"exported_said.npz", "exported_seen.npz", "exported_read.npz"})
    std::filesystem::remove(name);
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_keras, *has("keras")) { compare("keras"); }
BOOST_AUTO_TEST_CASE(by_torch, *has("torch")) { compare("torch"); }
