// expect: tapeless: a range or a row-major matrix is needed, whose numbers lie in a row
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

// As Eigen's column-major matrices show themselves.
struct matrix {
  int rows() const { return 2; }
  int cols() const { return 2; }
  int rowStride() const { return 1; }
  int colStride() const { return 2; }
  int size() const { return 4; }
  double* data() { return numbers; }
  double numbers[4] = {1, 2, 3, 4};
};

void f() {
#ifdef MISTAKE
  matrix vectors;
#else
  std::vector<double> vectors(4);
#endif
  unit_rows(vectors, 2);
}
