namespace PersonEtl.Etl.World;

/// <summary>How far a world is: <paramref name="Done"/> of <paramref name="Total"/> in the step of that name.</summary>
internal readonly record struct WorldProgress(string Step, long Done, long Total);
