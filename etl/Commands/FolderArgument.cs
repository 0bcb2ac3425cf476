using System.CommandLine;

namespace PersonEtl.Etl.Commands;

/// <summary>A folder as the verb's own argument; what begins as an option does is none.</summary>
internal static class FolderArgument
{
    public static Argument<string> Build(string description)
    {
        var folder = new Argument<string>("folder") { Description = description };
        folder.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } path && path.StartsWith('-')) result.AddError("expected a folder, found an option that is not known");
        });
        return folder;
    }
}
