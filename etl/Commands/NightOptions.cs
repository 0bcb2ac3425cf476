using System.CommandLine;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Sources.Fetching;

namespace PersonEtl.Etl.Commands;

/// <summary>The options of every verb that runs nights.</summary>
internal sealed class NightOptions
{
    public Option<bool> Fetch { get; } = new("--fetch") { Description = "Fetch first what PERSONETL_FETCH names, KLASS and Matrikkelen when it is not set. A fetch that fails is told, and the last delivery is used." };

    public Option<string?> MaxAge { get; } = new("--max-age") { HelpName = "source=days", Description = "How old a source may be, as freg=3,klass=400,matrikkel=any. Default: PERSONETL_MAX_AGE, else freg=3,krr=3,klass=30,matrikkel=30." };

    /// <summary>What the environment says, with what the command line says otherwise.</summary>
    public RunOptions Of(ParseResult parsed, Folders folders)
    {
        var options = RunOptions.FromEnvironment(folders);
        if (parsed.GetValue(Fetch) && options.Fetch.Count == 0) options = options with { Fetch = FetchOptions.Sources };
        return parsed.GetValue(MaxAge) is { } ages ? options with { MaxAge = AgeLimits.Parse(ages) } : options;
    }
}
