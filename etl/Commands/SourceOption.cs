using System.CommandLine;
using System.CommandLine.Parsing;
using PersonEtl.Etl.Sources;

namespace PersonEtl.Etl.Commands;

/// <summary>The option <c>--source</c>.</summary>
internal static class SourceOption
{
    public static Option<SourceName> Build(string description)
    {
        var source = new Option<SourceName>("--source") { Required = true, HelpName = "source", Description = description, CustomParser = Parse };
        source.CompletionSources.Add([.. SourceNames.All.Select(s => s.Text())]);
        return source;
    }

    private static SourceName Parse(ArgumentResult argument)
    {
        if (SourceNames.TryParse(argument.Tokens.Single().Value, out var source)) return source;
        argument.AddError($"--source: expected {string.Join(", ", SourceNames.All.Select(s => s.Text()))}.");
        return default;
    }
}
