namespace PersonEtl.Etl.Run;

/// <summary>What a rollback published.</summary>
/// <param name="Generation">The new generation.</param>
/// <param name="RestoredGeneration">The one whose state it has.</param>
/// <param name="AsOf">Its as-of date.</param>
/// <param name="Persons">Whose rows were taken back.</param>
/// <param name="LeftPersons">Who was left as they are: hidden or erased since, or one with somebody who was.</param>
/// <param name="ChangedRows">Rows that were written.</param>
/// <param name="ExportGeneration">The full export that belongs to it; null when there is none to be had.</param>
internal sealed record RollbackResult(int Generation, int RestoredGeneration, DateOnly AsOf, long Persons, long LeftPersons, long ChangedRows, int? ExportGeneration);
