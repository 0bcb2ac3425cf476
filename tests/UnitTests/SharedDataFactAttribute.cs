namespace PersonEtl.UnitTests;

/// <summary>A test that reads real register data, and is skipped where there is none.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null) Skip = "There is no ../shared/data beside the solution's folder.";
    }
}
