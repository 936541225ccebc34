import { createQueryClient } from "@tenure/ui/app";

/** The one query client of this app. */
export const queryClient = createQueryClient();
