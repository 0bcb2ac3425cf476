using PersonEtl.Etl.Commands;

return await RootVerbs.Build().Parse(args).InvokeAsync().ConfigureAwait(false);
