// Files that save() wrote, files that NumPy wrote, and files that are not right.
#include "tapeless/interop/npz.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "saved.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

// What load() says of a file; the parameters must stay.
std::string refused(const std::string& path) {
  auto theta = some_parameters();
  const auto before = theta;
  const std::string said = sentence([&] { load(theta, path); });
  check_equal(theta, before);
  return said;
}

// A Python that has NumPy, or nothing.
std::string python() {
  for (const std::string name : {"python3", "/usr/bin/python3"})
    if (std::system((name + " -c 'import numpy' 2> /dev/null").c_str()) == 0) return name;
  return "";
}
bool numpy(const std::string& program) {
  return std::system((python() + " -c \"import numpy as np\n" + program + "\"").c_str()) == 0;
}
boost::test_tools::assertion_result numpy_is_there(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result there(!python().empty());
  there.message() << "no Python with NumPy";
  return there;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_saved_is_loaded) {
  const scratch file("saved.npz");
  const auto saved = some_parameters();
  save(saved, file.path);
  auto loaded = empty_parameters();
  load(loaded, file.path);
  check_equal(loaded, saved);
}

BOOST_AUTO_TEST_CASE(in_float_and_without_values) {
  const scratch file("float.npz");
  constexpr float largest = std::numeric_limits<float>::max();
  save(parameters(slope = largest, bias = zeros(0)), file.path);
  auto loaded = parameters(slope = 0.f, bias = zeros(0));
  load(loaded, file.path);
  BOOST_TEST(loaded[slope] == largest);
}

BOOST_AUTO_TEST_CASE(one_that_was_there_is_replaced) {
  const scratch file("replaced.npz");
  file.write(std::string(100000, 'x'));
  save(some_parameters(), file.path);
  BOOST_TEST(refused(file.path) == "nothing was thrown");
  BOOST_TEST(!std::ifstream(file.path + ".part").is_open());
}

BOOST_AUTO_TEST_CASE(numpy_reads_it, *boost::unit_test::precondition(numpy_is_there)) {
  const scratch file("read.npz");
  save(some_parameters(), file.path);
  BOOST_TEST(numpy("f = np.load('" + file.path +
                   "')\n"
                   "assert sorted(f) == ['bias', 'slope', 'weights']\n"
                   "assert f['slope'].shape == () and f['slope'] == 0.1\n"
                   "assert (f['weights'] == np.arange(6).reshape(2, 3) / 7).all()\n"
                   "assert (f['bias'] == [-1.5, 0, 1e300]).all()\n"
                   "assert all(f[name].dtype == np.float64 for name in f)"));
  save(parameters(slope = 0.1f), file.path);
  BOOST_TEST(numpy("f = np.load('" + file.path +
                   "')\n"
                   "assert f['slope'].dtype == np.float32 and f['slope'] == np.float32(0.1)"));
}

BOOST_AUTO_TEST_CASE(numpy_writes_it, *boost::unit_test::precondition(numpy_is_there)) {
  const scratch file("written.npz");
  BOOST_TEST(numpy("np.savez('" + file.path +
                   "', bias=np.array([-1.5, 0, 1e300]), slope=0.1,\n"
                   "         weights=np.arange(6).reshape(2, 3) / 7)"));
  auto loaded = empty_parameters();
  load(loaded, file.path);
  check_equal(loaded, some_parameters());
}

// The three versions of .npy, and what others write in their texts.
BOOST_AUTO_TEST_CASE(other_headers) {
  const scratch file("headers.npz");
  const auto loaded_from = [&](const std::string& member) {
    {
      interop::new_file to(file.path);
      interop::zip_writer zip(to);
      zip.add("bias.npy", member, "");
      zip.finish();
      to.complete();
    }
    auto theta = parameters(bias = zeros(2));
    const std::string said = sentence([&] { load(theta, file.path); });
    return said == "nothing was thrown" ? std::to_string(theta[bias][1]) : said;
  };
  const auto npy = [](char version, const std::string& text) {
    const double numbers[] = {1.5, 2.5};
    return std::string("\x93NUMPY") + version + '\0' +
           interop::little_endian(text.size(), version == 1 ? 2 : 4) + text +
           std::string(reinterpret_cast<const char*>(numbers), sizeof numbers);
  };
  const std::string usual = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }  \n",
                    damaged = "tapeless: load: \"" + file.path + "\" has a damaged \"bias.npy\"";
  for (const char version : {'\1', '\2', '\3'})
    for (const std::string& text :
         {usual, std::string("{'shape':(2,),'descr':'<f8','fortran_order':False}"),
          std::string("{ \"fortran_order\" : False,\t\"descr\" : \"<f8\", \"shape\" : ( 2 , ) }\n"),
          usual + std::string(version == 1 ? 60000 : 70000, ' ')})
      BOOST_TEST(loaded_from(npy(version, text)) == "2.500000");
  BOOST_TEST(loaded_from(npy('\4', usual)) == damaged);
  BOOST_TEST(loaded_from(npy('\3', usual).substr(0, 11)) == damaged);
  BOOST_TEST(loaded_from(npy('\2', usual).substr(0, 50)) == damaged);
  BOOST_TEST(loaded_from(npy('\1', usual) + "x") == damaged);
  BOOST_TEST(loaded_from(npy('\1', "{'shape': (1, 2), 'descr': '<f8', 'fortran_order': False}")) ==
             "tapeless: load: \"" + file.path +
                 "\" has parameter \"bias\" as {'shape': (1, 2), 'descr': '<f8', "
                 "'fortran_order': False}, but it is {'descr': '<f8', 'fortran_order': False, "
                 "'shape': (2,), }");
}

BOOST_AUTO_TEST_CASE(numpy_writes_it_otherwise, *boost::unit_test::precondition(numpy_is_there)) {
  const scratch file("otherwise.npz");
  const auto refused_after = [&](const std::string& call) {
    BOOST_TEST(numpy("s, w, b = 0.1, np.zeros((2, 3)), np.zeros(3)\nnp." + call));
    return refused(file.path);
  };
  const std::string start = "savez('" + file.path + "', slope=s, ",
                    said = "tapeless: load: \"" + file.path + "\" ";
  BOOST_TEST(refused_after(start + "weights=w.T, bias=b)") ==
             said +
                 "has parameter \"weights\" as {'descr': '<f8', 'fortran_order': True, 'shape': "
                 "(3, 2), }, but it is {'descr': '<f8', 'fortran_order': False, 'shape': (2, "
                 "3), }");
  BOOST_TEST(refused_after(start + "weights=w, bias=np.float32(b))") ==
             said +
                 "has parameter \"bias\" as {'descr': '<f4', 'fortran_order': False, 'shape': "
                 "(3,), }, but it is {'descr': '<f8', 'fortran_order': False, 'shape': (3,), }");
  BOOST_TEST(refused_after(start + "weights=w)") ==
             said + "must have parameter \"bias\" once, and has it 0 times");
  BOOST_TEST(refused_after(start + "weights=w, bias=b, more=b)") ==
             said + "has \"more.npy\", which is not one of the parameters");
  BOOST_TEST(refused_after("savez_compressed('" + file.path + "', slope=s, weights=w, bias=b)") ==
             said + "is compressed; write it with numpy.savez");
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be) {
  BOOST_TEST(refused("no_such_file.npz") ==
             "tapeless: load: \"no_such_file.npz\" cannot be read: No such file or directory");
  BOOST_TEST(refused(".") == "tapeless: load: \".\" cannot be read: Is a directory");
  BOOST_TEST(sentence([] { save(some_parameters(), "no_such_directory/x.npz"); }) ==
             "tapeless: save: \"no_such_directory/x.npz\" cannot be written: No such file or "
             "directory");
}

BOOST_AUTO_TEST_CASE(a_file_cut_off_anywhere) {
  const scratch file("cut.npz");
  save(some_parameters(), file.path);
  const std::string whole = file.read();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    file.write(whole.substr(0, size));
    BOOST_TEST(refused(file.path) == "tapeless: load: \"" + file.path +
                                         "\" is no .npz file, or it is damaged or cut off");
  }
}

// Every byte is damaged in turn. Either load() refuses, or the byte did not matter (a date, say).
BOOST_AUTO_TEST_CASE(a_file_damaged_anywhere) {
  const scratch file("damaged.npz");
  const auto saved = some_parameters();
  save(saved, file.path);
  const std::string whole = file.read();
  int refusals = 0;
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (const int bits : {0x01, 0x80, 0xFF}) {
      std::string damaged = whole;
      damaged[i] = static_cast<char>(damaged[i] ^ bits);
      file.write(damaged);
      auto theta = empty_parameters();
      const std::string said = sentence([&] { load(theta, file.path); });
      refusals += said != "nothing was thrown";
      check_equal(theta, said == "nothing was thrown" ? saved : empty_parameters());
    }
  BOOST_TEST(refusals > 2 * static_cast<int>(whole.size()));
}
