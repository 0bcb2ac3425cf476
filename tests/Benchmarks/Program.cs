using PersonEtl.Benchmarks;

return await BenchmarkVerb.Build().Parse(args).InvokeAsync();
