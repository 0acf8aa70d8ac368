export const measure = async () => ({});
