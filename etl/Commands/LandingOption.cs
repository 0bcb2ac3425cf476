using System.CommandLine;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Commands;

/// <summary>The option <c>--landing</c>.</summary>
internal static class LandingOption
{
    public static Option<string?> Build() => new("--landing") { Description = "The landing folder. Default: landing in the data folder." };

    /// <summary>The folder that was given, else the installation's, which is made if need be.</summary>
    public static string FolderOf(string? given) => given is null ? Folders.FromEnvironment().Make().Landing : Path.GetFullPath(given);
}
