// What is drawn on a terminal, and that nothing is drawn elsewhere. The terminal is a pseudo one.
#include "tapeless/optimize/search/show_progress.hpp"

#include <fcntl.h>
#include <stdlib.h>

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

// Draws as minimize() would, over `seconds` seconds and as many iterations.
void draw(std::FILE* file, int seconds) {
  const stop rules{.iterations = 4};
  optimizing::progress_bar bar(file, rules);
  for (int i = 0; i <= seconds; ++i)
    bar.show({.iterations = i, .value = 0.5, .gradient_norm = 12, .seconds = 1.0 * i});
}

// Where /dev/pts is not mounted there is none, and `file` is null.
struct pseudo_terminal {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  std::FILE* file = nullptr;

  pseudo_terminal() {
    if (master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0)
      file = std::fopen(ptsname(master), "w");
  }
  ~pseudo_terminal() { close(master); }

  // All that was written.
  std::string read_all() {
    std::fflush(file);
    fcntl(master, F_SETFL, O_NONBLOCK);
    std::string all;
    char part[4096];
    for (ssize_t size; (size = read(master, part, sizeof part)) > 0;)
      all.append(part, static_cast<std::size_t>(size));
    std::fclose(file);
    return all;
  }
};

boost::test_tools::assertion_result a_terminal_is_there(boost::unit_test::test_unit_id) {
  const pseudo_terminal terminal;
  boost::test_tools::assertion_result there(terminal.file != nullptr);
  there.message() << "no pseudo-terminal";
  if (terminal.file != nullptr) std::fclose(terminal.file);
  return there;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line) {
  const progress now{.iterations = 250, .value = 1.5, .gradient_norm = 2e-3, .seconds = 0.25};
  BOOST_TEST(optimizing::progress_line({.iterations = 1000}, now) ==
             "[=====               ] 250  value 1.5  gradient 2.0e-03  0.2 s");
  BOOST_TEST(optimizing::progress_line({.iterations = 1000, .seconds = 0.3}, now) ==
             "[=================   ] 250  value 1.5  gradient 2.0e-03  0.2 s");
  BOOST_TEST(optimizing::progress_line({.seconds = 0.1}, now).substr(0, 22) ==
             "[====================]");
  BOOST_TEST(optimizing::progress_line({}, now).substr(0, 3) == "[  ");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_one_line_is_written_again_and_again,
                     *boost::unit_test::precondition(a_terminal_is_there)) {
  pseudo_terminal terminal;
  draw(terminal.file, 2);
  const std::string all = terminal.read_all();
  BOOST_TEST(std::count(all.begin(), all.end(), '\n') == 1);
  BOOST_TEST(all.find("\r[                    ] 0  value 0.5  gradient 1.2e+01  0.0 s") == 0U);
  BOOST_TEST(all.find("\r[=====               ] 1  value") != std::string::npos);
  BOOST_TEST(all.rfind("\r[==========          ] 2  value") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(elsewhere_nothing) {
  std::FILE* const file = std::tmpfile();
  draw(file, 3);
  BOOST_TEST(std::ftell(file) == 0);
  auto theta = parameters(p = 10.0);
  minimize(0.5_c * square(p), wrt(p), theta, lbfgs{}, show_progress{file});
  BOOST_TEST(std::ftell(file) == 0);
  std::fclose(file);
  draw(nullptr, 3);
}

BOOST_AUTO_TEST_CASE(minimize_draws, *boost::unit_test::precondition(a_terminal_is_there)) {
  pseudo_terminal terminal;
  auto theta = parameters(p = 10.0);
  minimize(0.5_c * square(p), wrt(p), show_progress{.file = terminal.file}, theta, lbfgs{});
  const std::string all = terminal.read_all();
  BOOST_TEST(all.find("] 0  value 50  gradient 1.0e+01") != std::string::npos);
  BOOST_TEST(std::count(all.begin(), all.end(), '\n') == 1);
}
