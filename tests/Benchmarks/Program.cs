Console.WriteLine("personetl benchmarks");
