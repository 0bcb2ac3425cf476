using System.CommandLine;
using PersonEtl.Etl.Dictionary;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary><c>dictionary</c>: the mart's tables, columns and code lists as a page and as JSON; needs no database.</summary>
internal static class DictionaryVerb
{
    public static Command Build()
    {
        var html = new Option<string?>("--html") { HelpName = "file", Description = "Write a page for people: one file, without network or script." };
        var json = new Option<string?>("--json") { HelpName = "file", Description = "Write JSON for programs." };
        var command = new Command("dictionary", "Write what every table, column and code of the mart means.") { html, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(html) is null && result.GetResult(json) is null) result.AddError("dictionary: --html FILE, --json FILE, or both?");
        });
        command.SetAction((parsed, cancellationToken) => Guarded.RunAsync(ct => RunAsync(parsed.GetValue(html), parsed.GetValue(json), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? html, string? json, CancellationToken cancellationToken)
    {
        var dictionary = MartDictionary.Of(CodeLists.All);
        if (html is not null) await WriteAsync(html, DictionaryPage.Write(dictionary), cancellationToken);
        if (json is not null) await WriteAsync(json, DictionaryJson.Write(dictionary), cancellationToken);
        return ExitCode.Done;
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(file, text, cancellationToken);
        Console.WriteLine($"Written: {file}");
    }
}
