// As some users begin their files: names of std:: are everywhere.
#include <bits/stdc++.h>

using namespace std;

#include "everything.hpp"
