using PersonEtl.Etl.Commands;

return await RootVerbs.InvokeAsync(args, Console.Error).ConfigureAwait(false);
