// What a network learned, as a file that NumPy reads by the names of its parts.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "network/small.hpp"
#include "tapeless/interop/npz.hpp"

namespace tt = small_network;

BOOST_AUTO_TEST_CASE(by_name) {
  const std::string path =
      (std::filesystem::temp_directory_path() / "tapeless_network_files.npz").string();
  const auto theta = tt::weights();
  save(theta, path);
  BOOST_TEST(tapeless::interop::read_file(path).find("bn4.variance.npy") != std::string::npos);
  auto other = start<double>(tt::net, tapeless::layers::he{});
  load(other, path);
  for_each_part(tt::net, [&](auto tensor) { BOOST_TEST((other[tensor] == theta[tensor])); });
  std::filesystem::remove(path);
}
